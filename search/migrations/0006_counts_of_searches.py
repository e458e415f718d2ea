import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('site_search', '0005_beginnings_of_words'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClickCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('words', models.CharField(max_length=100, verbose_name='words')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='clicks')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site', verbose_name='authority')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'count of clicks',
                'verbose_name_plural': 'counts of clicks',
                'constraints': [models.UniqueConstraint(fields=('authority', 'day', 'words', 'page'), name='one_count_of_clicks_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SearchCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('words', models.CharField(max_length=100, verbose_name='words')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='searches')),
                ('found_nothing', models.PositiveIntegerField(default=0, verbose_name='found nothing')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site', verbose_name='authority')),
            ],
            options={
                'verbose_name': 'count of searches',
                'verbose_name_plural': 'counts of searches',
                'constraints': [models.UniqueConstraint(fields=('authority', 'day', 'words'), name='one_count_of_searches_a_day')],
            },
        ),
    ]
