"""Partner files to Airflow DAGs: one DAG `tributary_{partner}` for each file."""
