-- Maps the history in Segment's event tables into a table of its own.
-- `shop` is the dataset of the Segment source, `miso` one of yours. Delete the tables that you do not have.

-- When events began to be sent to Miso live: what was received from then on is not history.
DECLARE live_since TIMESTAMP DEFAULT TIMESTAMP 'YYYY-MM-DD HH:MM:SS+00';

-- The users who asked to be erased: add them, so that their events do not come back.
CREATE TABLE IF NOT EXISTS miso.erased_users (user_id STRING);

CREATE OR REPLACE TABLE miso.mapped AS
WITH events AS (
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.products_searched AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.product_list_viewed AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.product_viewed AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.product_added AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.wishlist_product_added_to_cart AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.product_removed AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.order_completed AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.order_refunded AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.product_added_to_wishlist AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.product_removed_from_wishlist AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.product_shared AS e UNION ALL
  SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.product_reviewed AS e
  -- the older names and those of Miso's own documentation: UNION ALL, as above
  -- SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.hit_search AS e
  -- SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.site_searched AS e
  -- SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.viewed_product_category AS e
  -- SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.viewed_product AS e
  -- SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.added_product AS e
  -- SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.remove_product AS e
  -- SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.removed_product AS e
  -- SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.completed_order AS e
  -- SELECT id, received_at, TO_JSON_STRING(e) AS row_json FROM shop.checkout_completed AS e
),
-- Segment may write a row twice into BigQuery
once AS (
  SELECT * FROM events
  WHERE received_at < live_since
    AND NOT EXISTS (
      SELECT 1 FROM miso.erased_users AS erased WHERE erased.user_id = JSON_VALUE(events.row_json, '$.user_id')
    )
  QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY received_at) = 1
)
SELECT id, received_at, miso.segment_to_miso(row_json) AS result FROM once;

-- the number of events by result
SELECT
  JSON_VALUE(result, '$.status') AS status,
  JSON_VALUE(result, '$.issues[0].code') AS code,
  COUNT(*) AS events
FROM miso.mapped
GROUP BY status, code
ORDER BY events DESC;
