//! Joins the tables of the Olist data set into the two files that `survey-server import` reads.
//!
//! `cargo run --example olist -- FOLDER OUT` reads customers, orders and reviews from FOLDER and writes `events.csv` and
//! `answers.csv` into OUT. The data set keeps a customer's lasting id, an order's dates and a review's stars in three
//! tables; an import wants one row with all of them.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

type Table = Vec<HashMap<String, String>>;

/// An order with what is known of its customer.
struct Order {
    customer: String,
    city: String,
    state: String,
    row: HashMap<String, String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("two folders are needed: the one with the data set, and the one to write into".into());
    };
    let (folder, out) = (Path::new(&folder), Path::new(&out));
    std::fs::create_dir_all(out)?;
    let customers = read(&folder.join("olist_customers_dataset.csv"))?;
    let orders = orders(&customers, read(&folder.join("olist_orders_dataset.csv"))?);
    let events = write_events(&orders, &out.join("events.csv"))?;
    let reviews = read(&folder.join("olist_order_reviews_dataset.csv"))?;
    let answers = write_answers(&orders, &reviews, &out.join("answers.csv"))?;
    println!(
        "{} orders and {} reviews read, {events} events and {answers} answers written",
        orders.len(),
        reviews.len()
    );
    Ok(())
}

fn read(path: &Path) -> Result<Table, Box<dyn Error>> {
    let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(csv::Reader::from_reader(file).deserialize().collect::<Result<_, _>>()?)
}

fn cell<'a>(row: &'a HashMap<String, String>, column: &str) -> &'a str {
    row.get(column).map(String::as_str).unwrap_or_default()
}

fn orders(customers: &Table, orders: Table) -> HashMap<String, Order> {
    let by_id: HashMap<&str, &HashMap<String, String>> =
        customers.iter().map(|customer| (cell(customer, "customer_id"), customer)).collect();
    let joined = orders.into_iter().map(|row| {
        let customer = by_id.get(cell(&row, "customer_id"));
        let of = |column: &str| customer.map(|customer| cell(customer, column)).unwrap_or_default().to_owned();
        let (id, city, state) = (of("customer_unique_id"), of("customer_city"), of("customer_state"));
        (cell(&row, "order_id").to_owned(), Order { customer: id, city, state, row })
    });
    joined.collect()
}

/// An order that arrived is an event of its arrival; one that never did, of its purchase.
fn write_events(orders: &HashMap<String, Order>, path: &Path) -> Result<usize, Box<dyn Error>> {
    let mut out = csv::Writer::from_path(path)?;
    out.write_record([
        "id",
        "type",
        "occurred_at",
        "external_id",
        "order",
        "status",
        "purchased_at",
        "delivered_at",
        "promised_at",
        "city",
        "state",
    ])?;
    let mut sorted: Vec<(&String, &Order)> = orders.iter().collect();
    sorted.sort_unstable_by_key(|(id, _)| id.as_str());
    for (id, order) in sorted {
        let of = |column| cell(&order.row, column);
        let (purchased, delivered) = (of("order_purchase_timestamp"), of("order_delivered_customer_date"));
        let (kind, at) =
            if delivered.is_empty() { ("order.placed", purchased) } else { ("order.delivered", delivered) };
        out.write_record([
            id,
            kind,
            at,
            &order.customer,
            id,
            of("order_status"),
            purchased,
            delivered,
            of("order_estimated_delivery_date"),
            &order.city,
            &order.state,
        ])?;
    }
    out.flush()?;
    Ok(orders.len())
}

/// One review may stand for several orders and one order may have several reviews: only both together name an answer.
fn write_answers(orders: &HashMap<String, Order>, reviews: &Table, path: &Path) -> Result<usize, Box<dyn Error>> {
    let mut out = csv::Writer::from_path(path)?;
    out.write_record([
        "id",
        "external_id",
        "answered_at",
        "satisfaction",
        "comment",
        "order",
        "asked_at",
        "arrived",
        "city",
        "state",
    ])?;
    for review in reviews {
        let of = |column| cell(review, column);
        let order = orders.get(of("order_id"));
        let known = |get: fn(&Order) -> &str| order.map(get).unwrap_or_default();
        let texts = [of("review_comment_title").trim(), of("review_comment_message").trim()];
        let comment: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        out.write_record([
            &format!("{}/{}", of("review_id"), of("order_id")),
            known(|order| &order.customer),
            of("review_answer_timestamp"),
            of("review_score"),
            &comment.join(". "),
            of("order_id"),
            of("review_creation_date"),
            known(arrived),
            known(|order| &order.city),
            known(|order| &order.state),
        ])?;
    }
    out.flush()?;
    Ok(reviews.len())
}

/// Whether the order came as promised. Dates of this form are ordered as their texts are.
fn arrived(order: &Order) -> &str {
    let delivered = cell(&order.row, "order_delivered_customer_date");
    let promised = cell(&order.row, "order_estimated_delivery_date");
    match delivered {
        "" => "never",
        // Promised for a day means by the end of that day.
        late if late.get(..10) > promised.get(..10) => "late",
        _ => "on time",
    }
}
