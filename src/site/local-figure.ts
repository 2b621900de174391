export interface LocalFigure<Drawing> {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly summary: string;
  readonly table: ChartTable;
  readonly drawing: Drawing;
}
export interface ChartTable {
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly string[])[];
}
