import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0007_assessment_and_release'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ViewCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='views')),
            ],
            options={
                'verbose_name': 'count of views',
                'verbose_name_plural': 'counts of views',
            },
        ),
        migrations.RemoveIndex(
            model_name='application',
            name='queue_of_authority',
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['authority', 'status', 'status_changed_at', 'id'], name='queue_by_state'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['page', 'is_waiting', 'status_changed_at', 'id'], name='queue_of_page'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['authority', 'submit_time', 'id'], name='queue_by_sending'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['authority', 'status', 'submit_time', 'id'], name='state_by_sending'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('status__in', ['ineligible', 'matched', 'not_matched', 'not_procured', 'not_selected', 'procured', 'reserve', 'selected']), models.Q(('released_status', models.F('status')), _negated=True)), fields=['authority', 'is_waiting', 'status_changed_at', 'id'], name='queue_of_untold'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(models.F('authority'), django.db.models.functions.text.Upper('email'), name='application_by_email'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(models.F('authority'), django.db.models.functions.text.Upper('business_name'), name='application_by_business'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('company_number', ''), _negated=True), fields=['authority', 'company_number'], name='application_by_company'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['application', 'due_at'], name='request_by_due_time'),
        ),
        migrations.AddField(
            model_name='viewcount',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL),
        ),
        migrations.AddConstraint(
            model_name='viewcount',
            constraint=models.UniqueConstraint(fields=('page', 'day'), name='one_count_a_day'),
        ),
    ]
