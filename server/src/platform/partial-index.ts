/**
 * Index only documents that hold a text in this field. Written with $gt: a filter on $type keeps the same documents, but MongoDB does not see that an
 * equality is part of it and reads the whole collection instead (6.0, planner of partial indexes).
 */
export const whereText = (field: string): { partialFilterExpression: Record<string, { $gt: '' }> } => ({ partialFilterExpression: { [field]: { $gt: '' } } });
