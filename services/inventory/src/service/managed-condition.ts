import { errors } from '@hawser/core';
import type { Condition } from '@hawser/core/connector/postgres';

/** The condition of a request's `is_managed`, which is text in the contract. @throws INVALID_PARAMETER_TYPE */
export function managedCondition(text: string): Condition[] {
  if (text === '') return [];
  const value = text.toLowerCase();
  if (value !== 'true' && value !== 'false') throw errors.invalidType('is_managed', 'true or false');
  return [{ key: 'is_managed', value: value === 'true', operator: 'eq' }];
}
