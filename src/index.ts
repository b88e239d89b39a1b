// the public surface in the order of the pipeline; a test repeats the list
export { ECOMMERCE_EVENTS } from './segment/ecommerce.ts';
export { canonicalMapping } from './rules/canonical.ts';
export { extendedRules } from './rules/extended.ts';
export { videoRules } from './rules/video.ts';
export { suggestRules } from './rules/suggestRules.ts';
export { withSchema } from './rules/withSchema.ts';
export { mapSegmentEvent } from './mapSegmentEvent.ts';
export { createMapper } from './createMapper.ts';
export { MISO_INTERACTION_TYPES } from './miso/fieldsByType.ts';
export { validateInteraction } from './miso/validate.ts';
export { toUploadBodies } from './miso/upload.ts';
export { explainUploadError } from './miso/uploadError.ts';
export { ISSUE_CODES } from './issues.ts';

export type {
  CartShared,
  CartViewed,
  CheckoutStarted,
  CheckoutStepCompleted,
  CheckoutStepViewed,
  CouponApplied,
  CouponDenied,
  CouponEntered,
  CouponRemoved,
  EcommerceAliases,
  EcommerceEventAlias,
  EcommerceEventName,
  EcommerceProperties,
  LegacyProperties,
  OrderAmounts,
  OrderCancelled,
  OrderCompleted,
  OrderRefunded,
  OrderUpdated,
  PaymentInfoEntered,
  Product,
  ProductAdded,
  ProductAddedToWishlist,
  ProductClicked,
  ProductListFilter,
  ProductListFiltered,
  ProductListSort,
  ProductListViewed,
  ProductRemoved,
  ProductRemovedFromWishlist,
  ProductReviewed,
  ProductShared,
  ProductsSearched,
  ProductViewed,
  PromotionClicked,
  PromotionViewed,
  PropertiesOf,
  Sharing,
  WishlistProductAddedToCart,
} from './segment/ecommerce.ts';
export type {
  KnownTrackEvent,
  SegmentAliasEvent,
  SegmentCampaign,
  SegmentContext,
  SegmentDeleteEvent,
  SegmentEnvelope,
  SegmentEvent,
  SegmentGroupEvent,
  SegmentIdentifyEvent,
  SegmentPage,
  SegmentPageEvent,
  SegmentScreenEvent,
  SegmentTrackEvent,
} from './segment/event.ts';
export type { MappingRow } from './rules/canonical.ts';
export type { EventNames, RuleSuggestion, RuleSuggestions } from './rules/suggestRules.ts';
export type { RuleContext, RuleEvent, UnknownKeys, UnknownProperties } from './rules/ruleEvent.ts';
export type {
  DetailedRule,
  EventRule,
  EventRules,
  FieldSourceOf,
  InteractionOfRule,
  OrUndefined,
  ReturnedInteraction,
  RuleFunction,
  RuleOutcome,
  RuleTools,
  SourcesOf,
  UnknownPropertiesOf,
} from './rules/types.ts';
export type {
  CustomContextSource,
  FieldSource,
  FieldSources,
  OneOrMore,
  ProductFieldSource,
  SourcesByField,
} from './options/fieldSources.ts';
export type {
  BeforeMap,
  CompletedRules,
  MapperOptions,
  NoBeforeMap,
  RulesByName,
} from './options/mapperOptions.ts';
export type { CanonicalInteraction, NameOf } from './mapSegmentEvent.ts';
export type { MappedResult, MapResult, RejectedResult, SkippedResult } from './result.ts';
export type { Mapper, MapperOf, NamedEvent, ResultOf, TypedMapper } from './createMapper.ts';
export type { BatchResult, DeletionRequest, ResolveUser } from './batch.ts';
export type {
  MisoCampaign,
  MisoCommonFields,
  MisoContext,
  MisoCustomContextValue,
  MisoDurationField,
  MisoInteraction,
  MisoInteractionByType,
  MisoInteractionType,
  MisoPage,
  MisoProductFields,
  MisoQuantitiesField,
  MisoSearch,
} from './miso/interactions.ts';
export type { UploadBody, UploadLimits } from './miso/upload.ts';
export type { UploadError, UploadOrigin } from './miso/uploadError.ts';
export type { IssueCode, IssueSeverity, MappingIssue } from './issues.ts';
