from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0003_rules_of_applying'),
    ]

    operations = [
        migrations.AlterField(
            model_name='authoritygroup',
            name='role',
            field=models.CharField(choices=[('editor', 'Editor'), ('approver', 'Approver'), ('moderator', 'Moderator'), ('assessor', 'Assessor'), ('programme_manager', 'Programme manager'), ('auditor', 'Auditor'), ('observer', 'Observer')], max_length=20),
        ),
    ]
