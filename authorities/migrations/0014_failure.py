from django.db import migrations, models
import django.utils.timezone


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0013_workers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Failure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                ('place', models.CharField(max_length=100, verbose_name='where')),
                ('kind', models.CharField(max_length=100, verbose_name='what')),
                ('request_id', models.CharField(blank=True, max_length=64, verbose_name='id in the log')),
            ],
            options={
                'verbose_name': 'failure',
                'verbose_name_plural': 'failures',
                'ordering': ['-at', '-pk'],
            },
        ),
    ]
