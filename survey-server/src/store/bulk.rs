//! Many rows of one table at once, by statements of one text, which each connection prepares once.
//!
//! Taking an answer writes to seven tables. diesel prepares a multi-row insert anew each time and cannot know its text
//! before; here the text is fixed: on PostgreSQL the columns travel as arrays, whatever the number of rows, on SQLite
//! (where there is no round trip to save) one prepared row follows the other.

use std::collections::HashSet;
use std::hash::Hash;
use std::marker::PhantomData;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};

/// So many rows travel in one statement: arrays of more would only cost memory.
pub const ROWS: usize = 1000;

/// Makes a module with `insert` or `insert_new` for the rows of a struct: its columns, each with its types here and in the
/// database (both named as the file that calls this names them). A field of the struct that is left out does not compile.
#[macro_export]
macro_rules! bulk_insert {
    (
        mod $name:ident, fn $does:ident: $row:ident into $table:literal $conflict:literal
        { $($column:ident: $rust:ty => $sql:ty),+ $(,)? }
    ) => {
        mod $name {
            use diesel::pg::Pg;
            use diesel::prelude::*;
            use diesel::query_builder::{AstPass, QueryFragment, QueryId};
            use diesel::sql_types::Array;
            use diesel::sqlite::Sqlite;

            use super::*;
            use $crate::store::{Conn, bulk};

            const INTO: &str = concat!("INSERT INTO ", $table, " (");
            const COLUMNS: &[&str] = &[$(concat!("\"", stringify!($column), "\"")),+];
            const CONFLICT: &str = concat!(" ", $conflict);

            /// One row, for SQLite.
            struct One<'a>(&'a $row);

            impl QueryFragment<Sqlite> for One<'_> {
                fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
                    let $row { $($column),+ } = self.0;
                    bulk::names(&mut out, INTO, COLUMNS);
                    out.push_sql(") VALUES (");
                    let mut first = true;
                    $(
                        bulk::comma(&mut out, &mut first);
                        out.push_bind_param::<$sql, $rust>($column)?;
                    )+
                    let _ = first;
                    out.push_sql(")");
                    out.push_sql(CONFLICT);
                    Ok(())
                }
            }

            impl QueryId for One<'_> {
                type QueryId = One<'static>;
                const HAS_STATIC_QUERY_ID: bool = true;
            }

            impl RunQueryDsl<SqliteConnection> for One<'_> {}

            /// Columns of many rows, for PostgreSQL.
            pub(super) struct Many<'a> {
                $($column: Vec<&'a $rust>),+
            }

            impl<'a> Many<'a> {
                pub(super) fn of(rows: &[&'a $row]) -> Self {
                    $(let mut $column = Vec::with_capacity(rows.len());)+
                    for row in rows {
                        $($column.push(&row.$column);)+
                    }
                    Many { $($column),+ }
                }
            }

            impl QueryFragment<Pg> for Many<'_> {
                fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                    bulk::names(&mut out, INTO, COLUMNS);
                    out.push_sql(") SELECT * FROM unnest(");
                    let mut first = true;
                    $(
                        bulk::comma(&mut out, &mut first);
                        out.push_bind_param::<Array<$sql>, Vec<&$rust>>(&self.$column)?;
                    )+
                    let _ = first;
                    out.push_sql(")");
                    out.push_sql(CONFLICT);
                    Ok(())
                }
            }

            impl QueryId for Many<'_> {
                type QueryId = Many<'static>;
                const HAS_STATIC_QUERY_ID: bool = true;
            }

            impl RunQueryDsl<PgConnection> for Many<'_> {}

            $crate::bulk_insert!(@fn $does $row);
        }
    };
    (@fn insert $row:ident) => {
        /// Writes the rows.
        pub(super) fn insert(conn: &mut Conn, rows: &[&$row]) -> QueryResult<()> {
            match conn {
                Conn::Sqlite(c) => {
                    for row in rows {
                        One(row).execute(c)?;
                    }
                }
                Conn::Postgres(c) => {
                    for chunk in rows.chunks(bulk::ROWS) {
                        Many::of(chunk).execute(c)?;
                    }
                }
            }
            Ok(())
        }
    };
    (@fn insert_new $row:ident) => {
        /// Writes the rows and says of each whether it was new.
        pub(super) fn insert_new<K, ST>(
            conn: &mut Conn,
            rows: &[&$row],
            columns: &'static str,
            key: impl Fn(&$row) -> K,
        ) -> QueryResult<Vec<bool>>
        where
            K: std::hash::Hash + Eq,
            ST: 'static,
            for<'q> bulk::Returning<Many<'q>, ST>: diesel::query_dsl::LoadQuery<'q, PgConnection, K>,
        {
            match conn {
                Conn::Sqlite(c) => rows.iter().map(|row| Ok(One(row).execute(c)? == 1)).collect(),
                Conn::Postgres(c) => {
                    let mut new = Vec::with_capacity(rows.len());
                    for chunk in rows.chunks(bulk::ROWS) {
                        let keys = bulk::Returning::<_, ST>::of(Many::of(chunk), columns).load::<K>(c)?;
                        new.extend(bulk::found(keys, chunk.iter().map(|row| key(row))));
                    }
                    Ok(new)
                }
            }
        }
    };
}

/// Writes the head of a statement.
pub fn names<DB: diesel::backend::Backend>(out: &mut AstPass<'_, '_, DB>, into: &str, columns: &[&str]) {
    out.push_sql(into);
    let mut first = true;
    for column in columns {
        comma(out, &mut first);
        out.push_sql(column);
    }
}

/// Writes a comma before all but the first.
pub fn comma<DB: diesel::backend::Backend>(out: &mut AstPass<'_, '_, DB>, first: &mut bool) {
    if !std::mem::take(first) {
        out.push_sql(", ");
    }
}

/// Of each key whether it is among those that were written; of equal ones the first was.
pub fn found<K: Hash + Eq>(written: Vec<K>, keys: impl Iterator<Item = K>) -> Vec<bool> {
    let mut written: HashSet<K> = written.into_iter().collect();
    keys.map(|key| written.remove(&key)).collect()
}

/// A statement that says which rows it wrote.
pub struct Returning<Q, ST> {
    query: Q,
    columns: &'static str,
    sql_type: PhantomData<ST>,
}

impl<Q, ST> Returning<Q, ST> {
    /// With ` RETURNING …` at its end.
    pub fn of(query: Q, columns: &'static str) -> Self {
        Returning { query, columns, sql_type: PhantomData }
    }
}

impl<Q: QueryFragment<Pg>, ST> QueryFragment<Pg> for Returning<Q, ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(" RETURNING ");
        out.push_sql(self.columns);
        Ok(())
    }
}

impl<Q: QueryId, ST: 'static> QueryId for Returning<Q, ST> {
    type QueryId = Returning<Q::QueryId, ST>;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q, ST> Query for Returning<Q, ST> {
    type SqlType = ST;
}

impl<Q, ST> RunQueryDsl<PgConnection> for Returning<Q, ST> {}
