-- Maps the history in Segment's event tables into a table of its own.
-- `shop` is the schema of the Segment source, `miso` one of yours. Delete the tables that you do not have.

-- When events began to be sent to Miso live: what was received from then on is not history.
ALTER SESSION SET TIMEZONE = 'UTC';
SET live_since = 'YYYY-MM-DD HH:MM:SS';

-- The users who asked to be erased: add them, so that their events do not come back.
CREATE TABLE IF NOT EXISTS miso.erased_users (user_id VARCHAR);

CREATE OR REPLACE TABLE miso.mapped AS
WITH events AS (
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.products_searched UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.product_list_viewed UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.product_viewed UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.product_added UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.wishlist_product_added_to_cart UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.product_removed UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.order_completed UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.order_refunded UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.product_added_to_wishlist UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.product_removed_from_wishlist UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.product_shared UNION ALL
  SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.product_reviewed
  -- the older names and those of Miso's own documentation: UNION ALL, as above
  -- SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.hit_search
  -- SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.site_searched
  -- SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.viewed_product_category
  -- SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.viewed_product
  -- SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.added_product
  -- SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.remove_product
  -- SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.removed_product
  -- SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.completed_order
  -- SELECT id, received_at, TO_JSON(OBJECT_CONSTRUCT(*)) AS row_json FROM shop.checkout_completed
),
-- Segment may write a row twice
once AS (
  SELECT * FROM events
  WHERE received_at < $live_since::TIMESTAMP_NTZ
    AND NOT EXISTS (
      SELECT 1 FROM miso.erased_users AS erased
      WHERE erased.user_id = PARSE_JSON(events.row_json):USER_ID::VARCHAR
    )
  QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY received_at) = 1
)
SELECT id, received_at, miso.segment_to_miso(row_json) AS result FROM once;

-- the number of events by result
SELECT
  PARSE_JSON(result):status::VARCHAR AS status,
  PARSE_JSON(result):issues[0].code::VARCHAR AS code,
  COUNT(*) AS events
FROM miso.mapped
GROUP BY status, code
ORDER BY events DESC;
