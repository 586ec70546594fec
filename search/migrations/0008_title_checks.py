"""Whether titles find their pages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('search', '0007_synonyms'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='TitleCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(db_index=True, verbose_name='day')),
                ('sampled', models.PositiveIntegerField(verbose_name='pages looked for')),
                ('found', models.PositiveIntegerField(verbose_name='pages found')),
                ('missed', models.JSONField(default=list, verbose_name='pages not found')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site', verbose_name='Site')),
            ],
            options={
                'verbose_name': 'check of titles',
                'verbose_name_plural': 'checks of titles',
            },
        ),
        migrations.AddConstraint(
            model_name='titlecheck',
            constraint=models.UniqueConstraint(fields=('site', 'day'), name='search_titles_checked_once_a_day'),
        ),
    ]
