-- Built by examples/warehouse/build.mjs. A row of an event table as JSON text, to what became of it as JSON text:
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
  // an argument has its name in capitals here
  return globalThis.mapSegmentRow(ROW_JSON);
$$;
