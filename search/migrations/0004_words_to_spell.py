from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('site_search', '0003_words_of_pages'),
    ]

    operations = [
        migrations.CreateModel(
            name='Word',
            fields=[
                ('text', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'word',
                'verbose_name_plural': 'words',
            },
        ),
    ]
