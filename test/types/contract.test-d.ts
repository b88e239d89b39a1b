import { describe, expectTypeOf, test } from 'vitest';
import type { MisoCommonFields, MisoInteractionByType, MisoInteractionType } from '../../src/index.ts';
import type { common, ContractType, ownFields, requiredFields } from '../contract/schema.ts';

type Common = typeof common;
type Own = typeof ownFields;
type Required = typeof requiredFields;

// --- what a schema's values are in TypeScript

type ValueOf<Schema> = Schema extends { readonly anyOf: readonly (infer Choice)[] }
  ? ValueOf<Choice>
  : Schema extends { readonly type: 'array'; readonly items: infer Item }
    ? ValueOf<Item>[]
    : Schema extends { readonly type: 'object' }
      ? ObjectOf<Schema>
      : Schema extends { readonly type: infer Name extends keyof Scalars }
        ? Scalars[Name]
        : never;

interface Scalars {
  string: string;
  number: number;
  boolean: boolean;
}

type ObjectOf<Schema> = Schema extends { readonly additionalProperties: infer Value }
  ? { [member: string]: ValueOf<Value> }
  : Schema extends { readonly properties: infer Members }
    ? MembersOf<Members, Schema extends { readonly required: readonly (infer Name)[] } ? Name : never>
    : never;

type MembersOf<Members, Needed> = Flat<
  { -readonly [Name in keyof Members as Name extends Needed ? Name : never]: ValueOf<Members[Name]> } & {
    -readonly [Name in keyof Members as Name extends Needed ? never : Name]?: ValueOf<Members[Name]>;
  }
>;

type Flat<Value> = { [Name in keyof Value]: Value[Name] };

type RequiredOf<Type> = Type extends keyof Required ? Required[Type][number] : never;

type RecordOf<Type extends ContractType> = Flat<
  { type: Type } & MembersOf<Common & Own[Type], RequiredOf<Type>>
>;

// --- what the library says they are, by the same questions

type OwnNames<Type extends MisoInteractionType> = Exclude<
  keyof MisoInteractionByType[Type],
  'type' | keyof MisoCommonFields
>;

type RequiredNames<Value> = {
  [Name in keyof Value]-?: object extends Pick<Value, Name> ? never : Name;
}[keyof Value];

describe('the types are those of the contract', () => {
  test('the interaction types', () => {
    expectTypeOf<MisoInteractionType>().toEqualTypeOf<ContractType>();
  });

  test('the fields of every record', () => {
    expectTypeOf<keyof MisoCommonFields>().toEqualTypeOf<keyof Common>();
    expectTypeOf<MisoCommonFields>().toEqualTypeOf<MembersOf<Common, never>>();
  });

  test('the names of the fields of each type', () => {
    expectTypeOf<{ [Type in MisoInteractionType]: OwnNames<Type> }>().toEqualTypeOf<{
      [Type in ContractType]: keyof Own[Type];
    }>();
  });

  test('the fields that each type cannot be without', () => {
    expectTypeOf<{
      [Type in MisoInteractionType]: RequiredNames<MisoInteractionByType[Type]>;
    }>().toEqualTypeOf<{ [Type in ContractType]: 'type' | RequiredOf<Type> }>();
  });

  test('the values of the fields of each type', () => {
    expectTypeOf<{
      [Type in MisoInteractionType]: Flat<MisoInteractionByType[Type]>;
    }>().toEqualTypeOf<{ [Type in ContractType]: RecordOf<Type> }>();
  });

  test('a record by itself', () => {
    expectTypeOf<Flat<MisoInteractionByType['checkout']>>().toEqualTypeOf<RecordOf<'checkout'>>();
    expectTypeOf<Flat<MisoInteractionByType['custom']>>().toEqualTypeOf<RecordOf<'custom'>>();
  });
});
