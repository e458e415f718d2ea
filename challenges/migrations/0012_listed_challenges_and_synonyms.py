import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0011_history_of_before'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Listed',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='challenges.challengepage')),
                ('path', models.CharField(max_length=255)),
                ('stage', models.CharField(blank=True, max_length=20)),
                ('opens_at', models.DateTimeField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('programme_id', models.PositiveIntegerField(null=True)),
                ('directorate_id', models.PositiveIntegerField(null=True)),
                ('themes', models.CharField(blank=True, max_length=255)),
                ('prize', models.PositiveIntegerField(null=True)),
                ('kind', models.TextField()),
            ],
            options={
                'indexes': [models.Index(fields=['stage', 'closes_at'], name='listed_by_closing'), models.Index(fields=['closes_at'], name='listed_by_last_day'), models.Index(fields=['opens_at'], name='listed_by_opening'), models.Index(fields=['programme_id'], name='listed_by_programme')],
            },
        ),
        migrations.CreateModel(
            name='Synonyms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='One on each line: SEND on the first, special educational needs on the next.', max_length=500, verbose_name='words that mean the same')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site', verbose_name='authority')),
            ],
            options={
                'verbose_name': 'words that mean the same',
                'verbose_name_plural': 'words that mean the same',
                'ordering': ['words'],
            },
        ),
    ]
