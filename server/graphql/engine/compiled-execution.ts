import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  execute,
  getOperationAST,
  GraphQLError,
  valueFromASTUntyped,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { Context } from '../context/context.js';
import { CompileAllowance } from './compile-allowance.js';
import { fieldsAt } from './fields-at.js';
import { unsureIfWritten } from './unsure.js';

type Gateway = ApolloServerOptionsWithGateway<Context>['gateway'];
type Variables = Readonly<Record<string, unknown>>;
/** Runs a compiled operation, with variables of the right types. */
export type Run = (variables: Variables, context: Context) => Promise<ExecutionResult>;

/** Maximum number of compiled operations that are kept. */
const COMPILED_MAX = 200;

/**
 * Executes operations for Apollo, which has this place for gateways to other servers. An operation that comes again is
 * compiled to JavaScript by graphql-jit: a field then costs a fraction of what graphql-js takes to interpret it. Documents
 * that come only once, as from explorers or from somebody who wants to keep us busy, are interpreted.
 */
export function compilingGateway(schema: GraphQLSchema): Gateway {
  const allowance = new CompileAllowance();
  const compiled = new LRUCache<OperationDefinitionNode, Run>({ max: COMPILED_MAX });
  const impossible = new WeakSet<OperationDefinitionNode>();

  function compiledFor(document: DocumentNode, operation: OperationDefinitionNode): Run | undefined {
    const known = compiled.get(operation);
    if (known) return known;
    if (impossible.has(operation) || !allowance.take(document, operation)) return undefined;
    const made = compile(schema, document, operation);
    if (made) compiled.set(operation, made);
    else impossible.add(operation);
    return made;
  }

  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () =>
      Promise.resolve({
        executor: async ({ document, request, context }) => {
          if (!(context instanceof Context)) throw new Error('An operation needs a context of ours');
          const variables: Variables = request.variables ?? {};
          const { operationName } = request;
          const operation = getOperationAST(document, operationName);
          const run = operation && compiledFor(document, operation);
          if (run) return run(variables, context);
          const result = await execute({
            ...{ schema, document, variableValues: variables, contextValue: context },
            ...(operationName !== undefined && { operationName }),
          });
          return operation ? unsureIfWritten(result, operation) : result;
        },
      }),
    stop: async () => Promise.resolve(),
  };
}

/** Compiles an operation; undefined when graphql-jit cannot. */
export function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Run | undefined {
  const made = compileQuery(schema, document, operation.name?.value, {
    disablingCapturingStackErrors: true,
  });
  if (!isCompiledQuery(made)) return undefined;
  return async (variables, context) => {
    const result = await made.query(undefined, context, withDefaults(variables, operation));
    if (!result.errors) return result;
    return unsureIfWritten(withFields(result, result.errors, document, operation), operation);
  };
}

/**
 * Adds the default values of variables that were not given: compiled code asks for those whose type is not null all the
 * same.
 */
function withDefaults(
  variables: Variables,
  { variableDefinitions = [] }: OperationDefinitionNode,
): Variables {
  const missing = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue && variables[variable.name.value] === undefined
      ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const]
      : [],
  );
  return missing.length === 0 ? variables : { ...variables, ...Object.fromEntries(missing) };
}

/** Adds to errors the fields of the document that they are about, which compiled code does not know of. */
function withFields(
  result: ExecutionResult,
  errors: readonly GraphQLError[],
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ExecutionResult {
  return {
    ...result,
    errors: errors.map(({ message, path, originalError }) => {
      const nodes = fieldsAt(path ?? [], document, operation);
      return new GraphQLError(message, { nodes, path, originalError });
    }),
  };
}
