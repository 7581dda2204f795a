//! Counts what the rules do while they look around, so that a test can see it grow with the text and not with its square. Only in tests.

#[cfg(test)]
std::thread_local! {
    static SPENT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Something was done so many times.
#[inline]
pub(crate) fn spend(times: usize) {
    #[cfg(test)]
    SPENT.with(|spent| spent.set(spent.get() + times));
    #[cfg(not(test))]
    let _ = times;
}

/// What `work` spends.
#[cfg(test)]
pub(crate) fn spent(work: impl FnOnce()) -> usize {
    SPENT.with(|spent| spent.set(0));
    work();
    SPENT.with(std::cell::Cell::get)
}
