

import django.db.models.deletion
import django.utils.timezone
import sites.submissions.terms
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReceivingColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('site_code', models.CharField(db_index=True, max_length=20, verbose_name='site')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='receiving', to='wagtailcore.page', verbose_name='column')),
            ],
            options={
                'verbose_name': 'column that takes submissions',
                'verbose_name_plural': 'columns that take submissions',
                'ordering': ['page__path'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('source_site_code', models.CharField(db_index=True, max_length=20, verbose_name='offered by')),
                ('target_site_code', models.CharField(db_index=True, max_length=20, verbose_name='offered to')),
                ('reason', models.TextField(blank=True, max_length=300, verbose_name='why it concerns them')),
                ('offered_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='offered at')),
                ('answer_by', models.DateTimeField(verbose_name='answer by')),
                ('state', models.CharField(choices=[('offered', 'waits for an answer'), ('kept', 'kept for later'), ('adopted', 'was adopted'), ('returned', 'was returned'), ('recalled', 'recalled')], default='offered', max_length=20, verbose_name='state')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('answer', models.TextField(blank=True, max_length=300, verbose_name='answer')),
                ('column', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions_received', to='wagtailcore.page', verbose_name='column')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='offered by')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=sites.submissions.terms.way_choices, max_length=20, verbose_name='way')),
                ('source_digest', models.CharField(max_length=64)),
                ('page', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copied_from', to='wagtailcore.page')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.revision')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='copy', to='sites_submissions.submission')),
            ],
            options={
                'verbose_name': 'copy',
                'verbose_name_plural': 'copies',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('site_code', models.CharField(db_index=True, max_length=20, verbose_name='unit')),
                ('rule', models.CharField(max_length=40, verbose_name='rule')),
                ('edition', models.CharField(max_length=20, verbose_name='edition')),
                ('points', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='points')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='note')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='at')),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='sites_submissions.copy')),
            ],
            options={
                'verbose_name': 'points',
                'verbose_name_plural': 'points',
                'ordering': ['-pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('copy', 'rule'), name='submissions_scored_once')],
            },
        ),
        migrations.CreateModel(
            name='SourceChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('changed', 'changed'), ('withdrawn', 'withdrawn')], max_length=20, verbose_name='kind')),
                ('noticed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='noticed at')),
                ('due_at', models.DateTimeField(null=True, verbose_name='decide by')),
                ('decision', models.CharField(blank=True, choices=[('taken_over', 'taken over'), ('justified', 'the copy stays, with a reason'), ('fell', 'the copy fell')], max_length=20, verbose_name='decision')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('reason', models.TextField(blank=True, max_length=300, verbose_name='reason')),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='sites_submissions.copy')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.revision')),
            ],
            options={
                'verbose_name': 'change of a source',
                'verbose_name_plural': 'changes of sources',
                'ordering': ['-pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision', '')), fields=('copy',), name='submissions_one_open_change')],
            },
        ),
    ]
