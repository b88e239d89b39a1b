-- Writes the interactions into a bucket, one a line, as {"interaction": "{...}"}.
EXPORT DATA OPTIONS (
  uri = 'gs://YOUR_BUCKET/interactions/*.ndjson.gz',
  format = 'JSON',
  compression = 'GZIP',
  overwrite = TRUE
) AS
SELECT interaction
FROM miso.mapped, UNNEST(JSON_QUERY_ARRAY(result, '$.interactions')) AS interaction;
