

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sites_editorial', '0005_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='receiptline',
            name='excuse',
            field=models.CharField(blank=True, max_length=300, verbose_name='justification'),
        ),
        migrations.AlterField(
            model_name='receiptline',
            name='wanted',
            field=models.CharField(choices=[('gone', 'no longer answers'), ('absent', 'no longer names the page'), ('copy', 'no longer answers, or is justified')], max_length=10, verbose_name='wanted'),
        ),
    ]
