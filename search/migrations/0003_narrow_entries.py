"""Texts stand beside the entries, which get what results are narrowed by. What was found before is read anew.

Entries only repeat what is published: the next check, or `manage.py search rebuild`, makes them again.
"""

import django.db.models.deletion
from django.db import migrations, models


def forget(apps, schema_editor):
    apps.get_model("search", "Entry").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_words'),
    ]

    operations = [
        migrations.RunPython(forget, forget),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=40, unique=True, verbose_name='word')),
                ('sound', models.CharField(db_index=True, max_length=120, verbose_name='sound')),
                ('initials', models.CharField(db_index=True, max_length=40, verbose_name='initials')),
            ],
            options={
                'verbose_name': 'word of titles',
                'verbose_name_plural': 'words of titles',
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='search.entry', verbose_name='search entry')),
                ('title', models.TextField(verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('numbers', models.TextField(blank=True, verbose_name='numbers')),
            ],
            options={
                'verbose_name': 'text of a search entry',
                'verbose_name_plural': 'texts of search entries',
            },
        ),
        migrations.RemoveField(
            model_name='entry',
            name='body',
        ),
        migrations.RemoveField(
            model_name='entry',
            name='summary',
        ),
        migrations.RemoveField(
            model_name='entry',
            name='title',
        ),
        migrations.AddField(
            model_name='entry',
            name='department',
            field=models.CharField(blank=True, max_length=100, verbose_name='department'),
        ),
        migrations.AddField(
            model_name='entry',
            name='subject',
            field=models.CharField(blank=True, max_length=100, verbose_name='subject'),
        ),
        migrations.AddField(
            model_name='entry',
            name='validity',
            field=models.CharField(blank=True, max_length=40, verbose_name='validity'),
        ),
        migrations.AddField(
            model_name='entry',
            name='weight',
            field=models.FloatField(default=1, verbose_name='weight'),
        ),
        migrations.AddField(
            model_name='entry',
            name='year',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='year'),
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.BigIntegerField(db_index=True, verbose_name='hash of the name')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='search.entry', verbose_name='search entry')),
            ],
            options={
                'verbose_name': 'name of a search entry',
                'verbose_name_plural': 'names of search entries',
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(db_index=True, max_length=40, verbose_name='word')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='search.term', verbose_name='word of titles')),
            ],
            options={
                'verbose_name': 'slip of the pen',
                'verbose_name_plural': 'slips of the pen',
            },
        ),
        migrations.CreateModel(
            name='Use',
            fields=[
                ('pk', models.CompositePrimaryKey('term', 'entry', blank=True, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='search.entry', verbose_name='search entry')),
                ('term', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='search.term', verbose_name='word of titles')),
            ],
            options={
                'verbose_name': 'use of a word',
                'verbose_name_plural': 'uses of words',
            },
        ),
    ]
