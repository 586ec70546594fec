"""What editors recommend for certain words."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('search', '0005_office'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='BestBet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('queries', models.TextField(verbose_name='Words searched for')),
                ('source', models.CharField(max_length=40, verbose_name='source')),
                ('key', models.CharField(max_length=60, verbose_name='key')),
                ('begins_on', models.DateField(blank=True, null=True, verbose_name='First day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Last day')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site', verbose_name='Site')),
            ],
            options={
                'verbose_name': 'recommended result',
                'verbose_name_plural': 'recommended results',
            },
        ),
        migrations.CreateModel(
            name='BestBetCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.BigIntegerField(db_index=True, verbose_name='hash of the name')),
                ('bet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='search.bestbet', verbose_name='recommended result')),
            ],
            options={
                'verbose_name': 'text of a recommended result',
                'verbose_name_plural': 'texts of recommended results',
            },
        ),
        migrations.AddConstraint(
            model_name='bestbet',
            constraint=models.CheckConstraint(condition=models.Q(('begins_on', None), ('ends_on', None), ('ends_on__gte', models.F('begins_on')), _connector='OR'), name='search_bet_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='bestbetcall',
            constraint=models.UniqueConstraint(fields=('bet', 'name'), name='search_bet_called_once'),
        ),
    ]
