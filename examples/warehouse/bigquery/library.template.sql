-- Built by examples/warehouse/build.mjs. It maps a row of an event table, as a JSON string, to a result as a JSON string:
-- {"status": "mapped", "interactions": [...], "issues": [...]}
CREATE OR REPLACE FUNCTION miso.segment_to_miso(row_json STRING)
RETURNS STRING
DETERMINISTIC
LANGUAGE js
OPTIONS (library = ['{{library}}'])
AS r"""
  return segmentToMiso.mapRow(row_json);
""";
