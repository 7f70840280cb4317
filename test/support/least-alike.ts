// How many people must look alike in the registries of tests, whose few people would otherwise all be told nothing of.

/**
 * Tests about anything else than coarsening compare nobody, as if each person were one of many who look alike. `ANONYMITY_K=5` runs any of
 * them as a registry does; test/architecture/singling-out and test/http/anonymity set it by themselves.
 */
export const LEAST_ALIKE_OF_TESTS = Number(process.env['ANONYMITY_K'] ?? 1);
