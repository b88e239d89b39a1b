import { createIssue, truncate } from '../issues.ts';
import { formatItemPath, type MappingContext, type ProductPosition } from './field.ts';
import { productId } from './productId.ts';

/** The products of an event. */
export interface Products {
  readonly ids: string[] | undefined;
  readonly groupIds: string[] | undefined;
  /** One for each of `ids`; absent when no product has a usable one. */
  readonly quantities: number[] | undefined;
}

/** A product with a usable id. */
export interface Line {
  readonly id: string | undefined;
  readonly groupId: string | undefined;
  readonly count: number | undefined;
  readonly index: number | string | undefined;
  /** The index of the last issue when the product had been read: that of its quantity, where that is invalid. */
  readonly lastIssue: number;
}

/** Reads a product; `undefined` without a usable id. */
export function readLine(ctx: MappingContext, at: ProductPosition): Line | undefined {
  const { fields } = ctx.rule;
  const { place, index } = at;
  // sources of an option have no keys that are tried last
  const isTried = place === 'propertiesLast' && fields.productId !== productId;
  const id = isTried ? undefined : fields.productId?.read(ctx, at);
  if (id === undefined && place === 'properties') return undefined;
  const groupId = fields.productGroupId?.read(ctx, at);
  if (id === undefined && groupId === undefined) return undefined;
  const count = fields.quantity?.read(ctx, at);
  return { id, groupId, count, index, lastIssue: ctx.issues.length - 1 };
}

/** Removes what was not bought: beside a positive quantity, one of 0 or less says so. */
export function removeUnbought(
  { issues }: MappingContext,
  path: string,
  lines: readonly Line[],
): readonly Line[] {
  if (lines.every(isBought) || !lines.some(({ count }) => isPositive(count))) return lines;
  for (const line of lines) {
    if (isBought(line)) continue;
    const { index = '', lastIssue } = line;
    const product = formatItemPath(path, index);
    issues[lastIssue] = createIssue(
      'product_dropped',
      product,
      `${truncate(product)} (a quantity of 0 or less)`,
    );
  }
  return lines.filter(isBought);
}

// a quantity of 0 or less says that it was not
function isBought({ count = 1 }: Line): boolean {
  return count > 0;
}

/** Whether a quantity is positive. */
export function isPositive(count: number | undefined): count is number {
  return count !== undefined && count > 0;
}

/** Collects the products of lines. */
export function toProducts(lines: readonly Line[]): Products | undefined {
  if (lines.length === 0) return undefined;
  const ids: string[] = [];
  const groupIds: string[] = [];
  const quantities: number[] = [];
  let hasQuantity = false;
  for (const { id, groupId, count } of lines) {
    if (groupId !== undefined) groupIds.push(groupId);
    if (id === undefined) continue;
    ids.push(id);
    quantities.push(isPositive(count) ? count : 1);
    hasQuantity ||= isPositive(count);
  }
  return {
    ids: ids.length > 0 ? ids : undefined,
    groupIds: groupIds.length > 0 ? groupIds : undefined,
    quantities: hasQuantity ? quantities : undefined,
  };
}
