// Whoever runs Alur, on its desk: what they are called while it is tried, where clients come, and once they were given a name.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffStatement } from '../../db/desk.ts';
import { keepOperator } from '../../src/operator.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';

let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse();
});
afterEach(() => house.close());

const starts = async (language: string, isOutside: boolean) => {
  await keepOperator(house.store, house.memory, language, isOutside);
  return house.memory.staff('web:you');
};

test('the actor of the try-it page never speaks to real clients', async () => {
  expect(await starts('en', false)).toEqual({ address: 'web:you', name: 'Bruno Dias', role: 'manager' });
  expect((await starts('pt-BR', true))?.name).toBe('Gerência');
  expect((await starts('en', true))?.name).toBe('Manager');
});

test('a name and a role that the team gave stay', async () => {
  await starts('en', true);
  await house.store.write([staffStatement({ address: 'web:you', name: 'Lena', role: 'lead' })]);
  await house.memory.readDesk();
  expect(await starts('en', true)).toEqual({ address: 'web:you', name: 'Lena', role: 'lead' });
});
