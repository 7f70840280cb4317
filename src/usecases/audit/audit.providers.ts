// The use cases of this capability, as the composition root provides them.

export const auditUseCases = [] as const;
