// A column of a release's table, as a data package describes it.

export interface ReleaseField {
  readonly name: string;
  readonly type: 'integer' | 'string' | 'date';
  readonly description: string;
}
