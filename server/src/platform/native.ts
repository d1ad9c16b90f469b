import type { Model, mongo } from 'mongoose';

/** The driver's own collection behind a model, with the model's type: no hydration, no casting (docs/adr/0002). */
export const native = <T extends { _id: string | number }>(model: Model<T>): mongo.Collection<T> => model.collection as unknown as mongo.Collection<T>;
