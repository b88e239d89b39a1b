-- Writes the interactions into a stage, one a line, as {"interaction": "{...}"}.
CREATE STAGE IF NOT EXISTS miso.interactions;

COPY INTO @miso.interactions/ FROM (
  SELECT OBJECT_CONSTRUCT('interaction', TO_JSON(interaction.value))
  FROM miso.mapped, LATERAL FLATTEN(input => PARSE_JSON(result):interactions) AS interaction
)
FILE_FORMAT = (TYPE = JSON COMPRESSION = GZIP)
OVERWRITE = TRUE;
