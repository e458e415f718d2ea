"""How the site holds when everybody applies at once, the server is killed, or mail is down; and
when all moderators and assessors act at once.

`make stress` runs this against a real server; it prints a table, and ends with 1 where a promise
was broken. The environment says more:

- `APPLICATIONS`: how many forms are sent in each scenario; 500 unless said.
- `CLIENTS`: how many of them at once; 50 unless said.
- `KILLS`: how often the server is killed; 20 unless said.
- `STAFF`: how many moderators and assessors act at once; 50 unless said.
- `SEARCHES`: how many saved searches are told of a hundred new challenges, in a run that is killed
  half-way and run again; 10000 unless said.
- `READERS`, `BRIEFS`: how many clients search so many challenges while the search engine stops,
  hangs, comes back and is emptied, and while an index is filled anew; 20 and 500 unless said.
- `TEST_ELASTICSEARCH_URLS`, or `ELASTICSEARCH_URL`: the engine that is taken away from them. Its
  own data is left alone: the indexes of the run are made and deleted again.
- `TEST_POSTGRESQL_URL`: a PostgreSQL server, on which a database is made and dropped again. All
  runs on an SQLite file in a temporary folder first, and then, where this is set, on PostgreSQL.
"""
