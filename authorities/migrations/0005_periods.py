import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0004_roles_that_watch'),
    ]

    operations = [
        migrations.AddField(
            model_name='authoritysettings',
            name='draft_days',
            field=models.PositiveSmallIntegerField(default=180, help_text='After the challenge has closed and the draft was last changed.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='days that unsent drafts are kept'),
        ),
        migrations.AddField(
            model_name='authoritysettings',
            name='years_matched',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Leave empty for the years above; never more than those.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='years for what was matched, and not selected'),
        ),
        migrations.AddField(
            model_name='authoritysettings',
            name='years_not_matched',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Leave empty for the years above; never more than those.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='years for what was not matched, or ineligible'),
        ),
        migrations.AddField(
            model_name='authoritysettings',
            name='years_selected',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Leave empty for the years above; never more than those.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='years for what was selected'),
        ),
        migrations.AddField(
            model_name='authoritysettings',
            name='years_withdrawn',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Leave empty for the years above; never more than those.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='years for what was withdrawn'),
        ),
    ]
