import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0013_list_what_is_published'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='What people search for, one search on each line. Capitals and forms of a word do not matter: damp house stands for Damp houses, too.', max_length=500, verbose_name='words')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site', verbose_name='authority')),
            ],
            options={
                'verbose_name': 'recommended result',
                'verbose_name_plural': 'recommended results',
                'ordering': ['words'],
            },
        ),
        migrations.CreateModel(
            name='PromotedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('link_url', models.URLField(blank=True, help_text='In place of a page. Shown by the search of the whole site alone.', verbose_name='or an address elsewhere')),
                ('link_text', models.CharField(blank=True, help_text='A few words.', max_length=120, verbose_name='what the address is called')),
                ('description', models.CharField(blank=True, help_text='One sentence. Without it a page shows its own summary.', max_length=200, verbose_name='why you recommend it')),
                ('page', models.ForeignKey(blank=True, help_text='A page of your own site. It is shown only while everybody can read it.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('promotion', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='challenges.promotion')),
            ],
            options={
                'verbose_name': 'result',
                'verbose_name_plural': 'results',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
