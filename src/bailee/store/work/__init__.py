"""What stands behind `store.jobs`: rows of jobs, running one, and who hands them out on either database."""
