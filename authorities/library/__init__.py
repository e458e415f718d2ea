"""Editors' documents and pictures: kept where no address reaches, checked like any upload."""
