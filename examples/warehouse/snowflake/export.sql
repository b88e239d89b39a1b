-- Writes upload bodies into a stage, of about 500 interactions: a line holds one, as {"body": "{\"data\":[...]}"}.
SET bodies = (
  SELECT CEIL(COUNT(*) / 500) FROM miso.mapped WHERE PARSE_JSON(result):status::VARCHAR = 'mapped'
);

CREATE STAGE IF NOT EXISTS miso.bodies;

COPY INTO @miso.bodies/ FROM (
  SELECT OBJECT_CONSTRUCT('body', '{"data":[' || LISTAGG(TO_JSON(interaction.value), ',') || ']}')
  FROM miso.mapped, LATERAL FLATTEN(input => PARSE_JSON(result):interactions) AS interaction
  -- by the id, as a number for each row would take one machine to give
  GROUP BY ABS(MOD(HASH(id), $bodies))
)
FILE_FORMAT = (TYPE = JSON COMPRESSION = GZIP)
OVERWRITE = TRUE;
