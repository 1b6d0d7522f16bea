"""The pages that `summarize` leaves on storage, shown by Airflow's own web server."""
