from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0009_search_by_trigrams'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='emptied_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='emptied'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='event',
            field=models.CharField(choices=[('sent', 'Application sent'), ('moved', 'Application moved'), ('stage_moved', 'Challenge moved'), ('amended', 'Challenge amended'), ('extended', 'More time given'), ('contact_changed', 'Contact changed'), ('message', 'Message'), ('note', 'Note of staff'), ('file', 'File handed out'), ('file_shown', 'File shown to assessors'), ('rules_checked', 'Eligibility checked'), ('looked', 'Look at a sealed application'), ('invited', 'Assessor invited'), ('accepted', 'Invitation accepted'), ('declined', 'Invitation declined'), ('removed', 'Assessor removed'), ('declared', 'Interest declared'), ('assigned', 'Assessor assigned'), ('given_back', 'Assignment given back'), ('recused', 'Assessor recused'), ('unassigned', 'Assignment ended'), ('scores_sent', 'Scores sent'), ('scores_returned', 'Scores returned'), ('not_applicable', 'Criterion set as not applicable'), ('applicable', 'Criterion set as applicable'), ('agreed', 'Score agreed by the panel'), ('pitch', 'Pitch'), ('assessment_closed', 'Assessment closed'), ('assessment_reopened', 'Assessment reopened'), ('ranked', 'Reserve put in order'), ('letter', 'Letter written'), ('held', 'Put on hold'), ('unheld', 'Taken off hold'), ('release_planned', 'Release decided'), ('release_stopped', 'Release stopped'), ('told', 'Applicant told'), ('procurement', 'Procurement'), ('exported', 'Exported'), ('observer', 'Observer named'), ('legal_hold', 'Legal hold set'), ('legal_hold_lifted', 'Legal hold lifted'), ('erased', 'Personal data erased')], max_length=20, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='lettertemplate',
            name='status',
            field=models.CharField(choices=[('ineligible', 'Ineligible'), ('matched', 'Matched'), ('reserve', 'Reserve'), ('not_matched', 'Not matched'), ('selected', 'Selected'), ('not_selected', 'Not selected'), ('procured', 'Procured'), ('not_procured', 'Not procured')], max_length=16, verbose_name='decision'),
        ),
    ]
