-- Built by examples/warehouse/build.mjs. It maps a row of an event table, as a JSON string, to a result as a JSON string:
-- {"status": "mapped", "interactions": [...], "issues": [...]}
CREATE OR REPLACE FUNCTION miso.segment_to_miso(row_json VARCHAR)
RETURNS VARCHAR
LANGUAGE JAVASCRIPT
IMMUTABLE
AS $$
  // once, not for each row
  if (!globalThis.mapSegmentRow) {
    {{code}}
    globalThis.mapSegmentRow = segmentToMiso.mapRow;
  }
  // the name of an argument is in capitals here
  return globalThis.mapSegmentRow(ROW_JSON);
$$;
