"""Synonyms of the installation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('search', '0006_best_bets'),
    ]

    operations = [
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(verbose_name='Words that mean the same')),
            ],
            options={
                'verbose_name': 'synonyms',
                'verbose_name_plural': 'synonyms',
            },
        ),
    ]
