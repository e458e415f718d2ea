"""How well the search finds what somebody means, measured with judged queries.

`make relevance` fills a database with 2,000 challenges, asks each query of `judgements.toml` and of
`judgements_lay.toml` as a visitor would, then by words alone and by meaning alone, and prints
nDCG@10 by kind of query, for every engine that the environment names:

- SQLite, always;
- PostgreSQL, where `DATABASE_URL` names a server on which databases can be made;
- Elasticsearch, where `TEST_ELASTICSEARCH_URLS` or `ELASTICSEARCH_URL` names one or more.

`python -m tests.relevance PostgreSQL` measures the engines that are named, and no other.

It fails where the mean of a file's queries is lower than wanted, and where a query fails. To add a
query, add it to `judgements.toml`, or to `judgements_lay.toml` if you have not looked at what is
found; to add a topic to the corpus, write it into a file of `topics/`. Synonyms are in
`synonyms.toml`. The benchmarks are written in the same words.
"""
