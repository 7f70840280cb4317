// The name under which the validated environment is asked for.

export const ENVIRONMENT = Symbol('environment');
