import type { StatusCause } from '../../../api-error.ts';
import { invalidValue } from '../causes.ts';
import { type CompiledRule, rulesOf } from '../cel/rules.ts';
import type { Schema, ValidationRule } from '../openapi/schema.ts';

/** The rules of a schema that cannot be understood, or that compare where nothing can be compared. */
export function ruleProblems(root: Schema, field: string): StatusCause[] {
  const rules = rulesOf(root);
  return rules.size === 0 ? [] : visit(root, { field, uncorrelatable: undefined });

  function visit(schema: Schema, place: Place): StatusCause[] {
    const own = (rules.get(schema)?.rules ?? []).flatMap((rule, index) =>
      problemsOf(rule, `${place.field}.x-kubernetes-validations[${index}]`, place),
    );
    return [...own, ...partsOf(schema, place).flatMap(([inner, at]) => visit(inner, at))];
  }
}

interface Place {
  field: string;
  /** The outermost list whose items have no counterpart in an older object. */
  uncorrelatable: string | undefined;
}

function partsOf(schema: Schema, { field, uncorrelatable }: Place): [Schema, Place][] {
  const parts: [Schema, Place][] = Object.entries(schema.properties ?? {}).map(([name, inner]) => [
    inner,
    { field: `${field}.properties[${name}]`, uncorrelatable },
  ]);
  if (schema.items) {
    const isKeyed = schema['x-kubernetes-list-type'] === 'map';
    parts.push([schema.items, { field: `${field}.items`, uncorrelatable: uncorrelatable ?? (isKeyed ? undefined : field) }]);
  }
  if (typeof schema.additionalProperties === 'object')
    parts.push([schema.additionalProperties, { field: `${field}.additionalProperties`, uncorrelatable }]);
  return parts;
}

function problemsOf({ rule, condition, message, usesOldSelf }: CompiledRule, at: string, { uncorrelatable }: Place): StatusCause[] {
  const causes: StatusCause[] = [];
  if ('problem' in condition) causes.push(invalidRule(`${at}.rule`, rule, `compilation failed: ${condition.problem}`));
  else if (!['bool', 'dyn'].includes(condition.type))
    causes.push(invalidRule(`${at}.rule`, rule, 'cel expression must evaluate to a bool'));
  else if (message && 'problem' in message) {
    causes.push(invalidRule(`${at}.messageExpression`, rule, `messageExpression compilation failed: ${message.problem}`));
  } else if (message && !['string', 'dyn'].includes(message.type)) {
    causes.push(invalidRule(`${at}.messageExpression`, rule, 'messageExpression must evaluate to a string'));
  }
  if (usesOldSelf && uncorrelatable !== undefined) {
    const why = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatable}`;
    causes.push(invalidValue(`${at}.rule`, rule.rule, why));
  }
  if (!usesOldSelf && rule.optionalOldSelf !== undefined) {
    causes.push(invalidValue(`${at}.optionalOldSelf`, rule.optionalOldSelf, 'may not be set if oldSelf is not used in rule'));
  }
  return causes;
}

/** The rule as the real server shows it: by the names of its own fields, and safe to put into a web page. */
function invalidRule(field: string, rule: ValidationRule, detail: string): StatusCause {
  const shown = {
    Rule: rule.rule,
    Message: rule.message ?? '',
    MessageExpression: rule.messageExpression ?? '',
    Reason: rule.reason ?? null,
    FieldPath: rule.fieldPath ?? '',
    OptionalOldSelf: rule.optionalOldSelf ?? null,
  };
  const text = JSON.stringify(shown).replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${text}: ${detail}`, field };
}
