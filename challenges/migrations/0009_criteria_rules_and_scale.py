import applications.blocks
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0008_question_sets'),
    ]

    operations = [
        migrations.AddField(
            model_name='challengepage',
            name='assessors_wanted',
            field=models.PositiveSmallIntegerField(default=2, help_text='Applications with fewer stand on the desk as not covered.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='assessors for each application'),
        ),
        migrations.AddField(
            model_name='challengepage',
            name='is_blind',
            field=models.BooleanField(default=False, help_text="Assessors see no names, addresses and files' names, and applicants never see who assessed them.", verbose_name='blind assessment'),
        ),
        migrations.AddField(
            model_name='challengepage',
            name='is_rolling',
            field=models.BooleanField(default=False, help_text='Moderators may begin before the challenge has closed.', verbose_name='screen as they come'),
        ),
        migrations.AddField(
            model_name='challengepage',
            name='is_sealed',
            field=models.BooleanField(default=False, help_text='Nobody reads an application before the challenge has closed. A look that is needed is kept on the record.', verbose_name='sealed until closing'),
        ),
        migrations.AddField(
            model_name='challengepage',
            name='scale',
            field=wagtail.fields.StreamField([('anchor', 2)], blank=True, block_lookup={0: ('applications.blocks.ScoreBlock', (), {'label': 'score', 'max_value': 100, 'min_value': 0}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'In one sentence, in plain words.', 'label': 'means', 'max_length': 200}), 2: ('wagtail.blocks.StructBlock', [[('score', 0), ('text', 1)]], {})}, default=applications.blocks.usual_scale, help_text='What each score means. The lowest one may be 0.', verbose_name='scale'),
        ),
        migrations.AddField(
            model_name='challengepage',
            name='shows_scores',
            field=models.BooleanField(default=False, help_text='Letters about decisions begin with the mean score for each criterion.', verbose_name='show scores to applicants'),
        ),
        migrations.RenameModel('Criterion', 'ChallengeCriterion'),
        migrations.AddField(
            model_name='challengecriterion',
            name='minimum',
            field=models.PositiveSmallIntegerField(blank=True, help_text='A mean score below it is marked. Leave empty for none.', null=True, verbose_name='minimum'),
        ),
        migrations.CreateModel(
            name='ChallengeRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(help_text='One thing that can be checked, like: has fewer than 250 employees.', max_length=200, verbose_name='rule')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='eligibility_rules', to='challenges.challengepage')),
            ],
            options={
                'verbose_name': 'eligibility rule',
                'verbose_name_plural': 'eligibility rules',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
