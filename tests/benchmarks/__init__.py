"""How fast the pages are, beside an empty view, with 100 challenges and with many.

`make bench` runs this; it prints, and fails on no time. The environment says more:

- `CHALLENGES`: how many challenges the larger corpus of the public pages has, each with 10
  applications; 10000 unless said, 0 to leave the pages out.
- `LISTING`: how many challenges the larger corpus of the listing has, without applications; 10000
  unless said, 0 to leave it out. It is compared with 1000, and measured with the database as search
  engine, then with Elasticsearch. It needs PostgreSQL.
- `SCALE`: how many applications the larger corpus of the queue has, 20 to a challenge; 10000 unless
  said. It is compared with a hundredth of that, and no less than 1000. It needs PostgreSQL.
- `DATABASE_URL`: a PostgreSQL server, on which a database is made and dropped again. Without it
  the benchmark uses an SQLite file in a temporary folder.
- `ELASTICSEARCH_URL`: an Elasticsearch server, on which indexes are made and deleted again. Without
  it the database searches.

Nothing is cached between requests, so what is measured is what the first reader waits for.
"""
