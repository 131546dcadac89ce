import { sideTableOf, type SidePurpose } from '@app/read-models';
import type { Lane } from '../lane.js';
import type { ProjectedTable, Projection } from '../projection.js';

/** A table to rebuild or to repair, and the projection that writes it. */
export interface ChosenTable {
  readonly projection: Projection;
  readonly table: ProjectedTable;
}

/**
 * The tables of these names, in the order of the projections; all tables by default. Throws
 * RangeError for an unknown name: otherwise a typing error would look like a rebuild.
 */
export function chosenTables(projections: readonly Projection[], names?: readonly string[]): ChosenTable[] {
  const all = projections.flatMap((projection) => projection.tables.map((table) => ({ projection, table })));
  const unknown = names?.find((name) => !all.some(({ table }) => table.name === name));
  if (unknown !== undefined) throw new RangeError(`No projection has a table "${unknown}".`);
  return names ? all.filter(({ table }) => names.includes(table.name)) : all;
}

export const tableNames = (chosen: readonly ChosenTable[]): string[] => chosen.map(({ table }) => table.name);

/** The side tables of these tables: same columns, same rows, another name. */
export const tablesBeside = (chosen: readonly ChosenTable[], purpose: SidePurpose): ChosenTable[] =>
  chosen.map(({ projection, table }) => ({
    projection,
    table: { ...table, name: sideTableOf(table.name, purpose) },
  }));

/** Lanes that project into these tables only, after a position. */
export const lanesInto = (chosen: readonly ChosenTable[], after: bigint): Lane[] =>
  [...new Set(chosen.map(({ projection }) => projection))].map((projection) => ({
    projection,
    tables: chosen.filter((one) => one.projection === projection).map(({ table }) => table),
    after,
    accepts: (_userId, position) => position > after,
  }));
