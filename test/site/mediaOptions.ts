import type { MapperOptions } from '../../src/index.ts';

/** A media site's options. `docs/worked-example-media.md` shows what stands below, and a test holds it to that. */
export const mediaOptions = {
  // the catalog id, as the site and Segment's content events name it
  fields: { productId: 'asset_id' },
  events: {
    // the site's own plan
    'Article Read': {
      to: 'read',
      fields: {
        duration: ({ properties: { read_ms } }) => (typeof read_ms === 'number' ? read_ms / 1000 : read_ms),
      },
    },
    'Podcast Played': {
      to: 'listen',
      fields: { products: 'properties.episode', productId: 'guid', duration: 'properties.seconds' },
    },
    'Podcast Finished': { to: 'complete', fields: { products: 'properties.episode', productId: 'guid' } },
    'Item Bookmarked': { to: 'bookmark', fields: { products: 'properties.item', productId: 'id' } },
    'Item Liked': { to: 'like', fields: { products: 'properties.item', productId: 'id' } },
    'Item Unliked': false,

    // Segment's Video spec: pressing play, half of it, the end
    'Video Playback Started': {
      to: 'watch',
      fields: { productId: ['content_asset_ids[0]', 'content_asset_id'] },
    },
    'Video Content Playing': ({ properties: { position, total_length } }, { build }) => {
      // a livestream has no half
      if (typeof position !== 'number' || typeof total_length !== 'number') return null;
      // the player sends a beat every ten seconds: one of them passes the half
      const sinceHalf = position - total_length / 2;
      return sinceHalf >= 0 && sinceHalf < 10 ? build('watch', { duration: position }) : null;
    },
    'Video Content Completed': 'complete',
    'Video Playback Completed': false,
  },
} satisfies MapperOptions;
