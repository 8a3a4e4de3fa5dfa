import { Migration } from '@mikro-orm/migrations';
import { LEDGER_TRIGGERS_SQLITE } from './0001-ledger-triggers.sqlite.js';
import { ledgerTables } from './0001-ledger-tables.js';
import { MOTION_TRIGGERS_SQLITE } from './0002-motion-triggers.sqlite.js';
import { motionTables } from './0002-motion-tables.js';
import { chainColumns, checkpointTables, verificationColumns } from './0003-chain-tables.js';
import { CHAIN_TRIGGERS_SQLITE } from './0003-chain-triggers.sqlite.js';
import { chainExisting } from './0003-chain-existing.js';
import { PAST_TRIGGERS_SQLITE, pastTables } from './0004-past.js';
import { apiTokenTables, API_TOKEN_TRIGGERS_SQLITE } from './0005-api-tokens.js';
import { listIndexes } from './0006-lists.js';
import { batchContents } from './0007-batch-contents.js';
import { RISK_TRIGGERS_SQLITE, riskTables } from './0008-risk.js';
import { ACT_KEY_TRIGGERS_SQLITE, actKeyTables } from './0009-act-keys.js';
import { KEY_LOOKUP_INDEXES } from './0010-key-lookup.js';
import { LIST_ORDER_INDEXES } from './0011-list-order.js';
import { accountTables } from './0012-accounts.js';
import { signInTables } from './0013-sign-ins.js';
import { externalIdentityTables } from './0015-external-identities.js';
import { secondFactorTables } from './0014-second-factors.js';
import { registrationTables } from './0015-registrations.js';
import { closingColumns } from './0016-closing.js';
import { ACCESS_LOG_TRIGGERS_SQLITE, accessLogTables } from './0017-access-log.js';
import { VOLUME_HOURS_SQLITE } from './0018-volume-hours.js';
import { STAFF_INDEXES } from './0019-staff.js';
import { SHARDS_SQLITE } from './0021-shards.js';
import { GOALS_SQLITE } from './0023-goals.js';
import { USER_COUNT_INDEXES } from './0020-user-counts.js';
import { MIGRATION_NAMES, type MigrationName } from './names.js';

class Migration0001Ledger extends Migration {
  override up(): void {
    for (const statement of ledgerTables()) this.addSql(statement);
    for (const statement of LEDGER_TRIGGERS_SQLITE) this.addSql(statement);
  }
}

class Migration0002Motion extends Migration {
  override up(): void {
    for (const statement of motionTables()) this.addSql(statement);
    for (const statement of MOTION_TRIGGERS_SQLITE) this.addSql(statement);
  }
}

class Migration0003Chain extends Migration {
  override async up(): Promise<void> {
    const execute = async (sql: string, params: unknown[] = []): Promise<unknown[]> =>
      this.execute(sql, params);
    for (const statement of chainColumns()) await execute(statement);
    // Made again with the other triggers below: nothing but this migration may change an entry.
    await execute('drop trigger entries_are_never_changed');
    await chainExisting(execute);
    for (const statement of [...checkpointTables(), ...verificationColumns()]) {
      await execute(statement);
    }
    for (const statement of CHAIN_TRIGGERS_SQLITE) await execute(statement);
  }
}

class Migration0004Past extends Migration {
  override up(): void {
    for (const statement of pastTables()) this.addSql(statement);
    for (const statement of PAST_TRIGGERS_SQLITE) this.addSql(statement);
  }
}

class Migration0005ApiTokens extends Migration {
  override up(): void {
    for (const statement of apiTokenTables()) this.addSql(statement);
    for (const statement of API_TOKEN_TRIGGERS_SQLITE) this.addSql(statement);
  }
}

class Migration0006Lists extends Migration {
  override up(): void {
    for (const statement of listIndexes()) this.addSql(statement);
  }
}

class Migration0007BatchContents extends Migration {
  override up(): void {
    for (const statement of batchContents()) this.addSql(statement);
  }
}

class Migration0008Risk extends Migration {
  override up(): void {
    for (const statement of riskTables()) this.addSql(statement);
    for (const statement of RISK_TRIGGERS_SQLITE) this.addSql(statement);
  }
}

class Migration0009ActKeys extends Migration {
  override up(): void {
    for (const statement of actKeyTables()) this.addSql(statement);
    for (const statement of ACT_KEY_TRIGGERS_SQLITE) this.addSql(statement);
  }
}

class Migration0010KeyLookup extends Migration {
  override up(): void {
    for (const statement of KEY_LOOKUP_INDEXES) this.addSql(statement);
  }
}

class Migration0011ListOrder extends Migration {
  override up(): void {
    for (const statement of LIST_ORDER_INDEXES) this.addSql(statement);
  }
}

class Migration0012Accounts extends Migration {
  override up(): void {
    for (const statement of accountTables()) this.addSql(statement);
  }
}

class Migration0013SignIns extends Migration {
  override up(): void {
    for (const statement of signInTables()) this.addSql(statement);
  }
}

class Migration0014SecondFactors extends Migration {
  override up(): void {
    for (const statement of secondFactorTables()) this.addSql(statement);
  }
}

class Migration0015Registrations extends Migration {
  override up(): void {
    for (const statement of registrationTables()) this.addSql(statement);
  }
}

class Migration0015ExternalIdentities extends Migration {
  override up(): void {
    for (const statement of externalIdentityTables()) this.addSql(statement);
  }
}

class Migration0016Closing extends Migration {
  override up(): void {
    for (const statement of closingColumns()) this.addSql(statement);
  }
}

class Migration0017AccessLog extends Migration {
  override up(): void {
    for (const statement of accessLogTables()) this.addSql(statement);
    for (const statement of ACCESS_LOG_TRIGGERS_SQLITE) this.addSql(statement);
  }
}

class Migration0018VolumeHours extends Migration {
  override up(): void {
    for (const statement of VOLUME_HOURS_SQLITE) this.addSql(statement);
  }
}

class Migration0019Staff extends Migration {
  override up(): void {
    for (const statement of STAFF_INDEXES) this.addSql(statement);
  }
}

class Migration0020UserCounts extends Migration {
  override up(): void {
    for (const statement of USER_COUNT_INDEXES) this.addSql(statement);
  }
}

class Migration0021Shards extends Migration {
  override up(): void {
    for (const statement of SHARDS_SQLITE) this.addSql(statement);
  }
}

class Migration0023Goals extends Migration {
  override up(): void {
    for (const statement of GOALS_SQLITE) this.addSql(statement);
  }
}

const CLASSES: Readonly<
  Record<MigrationName, new (...args: ConstructorParameters<typeof Migration>) => Migration>
> = {
  '0001-ledger': Migration0001Ledger,
  '0002-motion': Migration0002Motion,
  '0003-chain': Migration0003Chain,
  '0004-past': Migration0004Past,
  '0005-api-tokens': Migration0005ApiTokens,
  '0006-lists': Migration0006Lists,
  '0007-batch-contents': Migration0007BatchContents,
  '0008-risk': Migration0008Risk,
  '0009-act-keys': Migration0009ActKeys,
  '0010-key-lookup': Migration0010KeyLookup,
  '0011-list-order': Migration0011ListOrder,
  '0012-accounts': Migration0012Accounts,
  '0013-sign-ins': Migration0013SignIns,
  '0014-second-factors': Migration0014SecondFactors,
  '0015-registrations': Migration0015Registrations,
  '0015-external-identities': Migration0015ExternalIdentities,
  '0016-closing': Migration0016Closing,
  '0017-access-log': Migration0017AccessLog,
  '0018-volume-hours': Migration0018VolumeHours,
  '0019-staff': Migration0019Staff,
  '0020-user-counts': Migration0020UserCounts,
  '0021-shards': Migration0021Shards,
  '0023-goals': Migration0023Goals,
};

/** All migrations, oldest first, as MikroORM takes them. */
export const MIGRATIONS = MIGRATION_NAMES.map((name) => ({ name, class: CLASSES[name] }));
