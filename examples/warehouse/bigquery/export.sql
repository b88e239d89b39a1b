-- Writes upload bodies into a bucket, of about 500 interactions: a line holds one, as {"body": "{\"data\":[...]}"}.
DECLARE bodies INT64 DEFAULT (
  SELECT CAST(CEIL(COUNT(*) / 500) AS INT64) FROM miso.mapped WHERE JSON_VALUE(result, '$.status') = 'mapped'
);

EXPORT DATA OPTIONS (
  uri = 'gs://YOUR_BUCKET/bodies/*.ndjson.gz',
  format = 'JSON',
  compression = 'GZIP',
  overwrite = TRUE
) AS
SELECT CONCAT('{"data":[', STRING_AGG(interaction, ','), ']}') AS body
FROM miso.mapped, UNNEST(JSON_QUERY_ARRAY(result, '$.interactions')) AS interaction
-- by the id, as a number for each row would take one machine to give
GROUP BY ABS(MOD(FARM_FINGERPRINT(id), bodies));
