-- Built by examples/warehouse/build.mjs. A row of an event table as JSON text, to what became of it as JSON text:
-- {"status": "mapped", "interactions": [...], "issues": [...]}
CREATE OR REPLACE FUNCTION miso.segment_to_miso(row_json STRING)
RETURNS STRING
DETERMINISTIC
LANGUAGE js
AS r"""
  // once, not for each row
  if (!globalThis.mapSegmentRow) {
    {{code}}
    globalThis.mapSegmentRow = segmentToMiso.mapRow;
  }
  return globalThis.mapSegmentRow(row_json);
""";
