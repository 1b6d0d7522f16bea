"""Airflow and the demo on one machine."""
