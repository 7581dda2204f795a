//! Guesses must wait, and nobody is locked out by another's guesses.
use super::{FATIMA, PASSWORD, coming};
use crate::govern::sign_in::{self, Coming, Step};
use crate::tests::town::{Town, on_both_engines, refusal};

const WRONG: &str = "fel lösenord här";

/// One try; gives the device's cookie when it led in.
async fn tries(town: &Town, email: &str, password: &str, from: &Coming) -> Result<String, crate::ground::Problem> {
    match sign_in::sign_in(&town.desk, email, password.to_owned(), from).await? {
        Step::In(arrival) => Ok(arrival.device),
        Step::SecondFactor(_) => panic!("there is no second factor in this story"),
    }
}

async fn a_known_device_comes_in_while_strangers_wait(town: Town) {
    let email = town.joins(FATIMA).await;
    let office = "192.0.2.1";
    let device = tries(&town, &email, PASSWORD, &coming(office)).await.unwrap();
    // Someone at the same place (one office, one address) goes on guessing.
    for _ in 0..5 {
        assert_eq!(refusal(tries(&town, &email, WRONG, &coming(office)).await), "refuse-sign-in");
    }
    assert_eq!(refusal(tries(&town, &email, PASSWORD, &coming(office)).await), "refuse-sign-in-wait");
    let hers = Coming { device: Some(device.clone()), ..coming(office) };
    let again = tries(&town, &email, PASSWORD, &hers).await.unwrap();
    assert_eq!(again, device, "the device stays the same");
    // A thief of the device's cookie has five guesses, not more.
    for _ in 0..5 {
        assert_eq!(refusal(tries(&town, &email, WRONG, &hers).await), "refuse-sign-in");
    }
    assert_eq!(refusal(tries(&town, &email, PASSWORD, &hers).await), "refuse-sign-in-wait");
    tries(&town, &email, PASSWORD, &coming("198.51.100.1")).await.expect("and from elsewhere she comes in");
}

async fn a_device_is_known_for_its_owner_only(town: Town) {
    let email = town.joins(FATIMA).await;
    let other = town.joins("Omar Lind").await;
    let device = tries(&town, &other, PASSWORD, &coming("192.0.2.7")).await.unwrap();
    let omars = Coming { device: Some(device), ..coming("192.0.2.1") };
    for _ in 0..5 {
        assert_eq!(refusal(tries(&town, &email, WRONG, &coming("192.0.2.1")).await), "refuse-sign-in");
    }
    assert_eq!(refusal(tries(&town, &email, PASSWORD, &omars).await), "refuse-sign-in-wait");
}

async fn many_machines_guess_no_faster_and_lock_nobody_out(town: Town) {
    let email = town.joins(FATIMA).await;
    let mut looked_at = 0;
    for n in 0..60 {
        let from = coming(&format!("198.51.100.{n}"));
        for _ in 0..5 {
            if refusal(tries(&town, &email, WRONG, &from).await) == "refuse-sign-in" {
                looked_at += 1;
            }
        }
    }
    assert_eq!(looked_at, 50 + 50, "ten machines had five tries, then each had one");
    tries(&town, &email, PASSWORD, &coming("203.0.113.5")).await.expect("at a new machine, with the right password");
}

on_both_engines!(
    a_known_device_comes_in_while_strangers_wait,
    a_device_is_known_for_its_owner_only,
    many_machines_guess_no_faster_and_lock_nobody_out,
);
