//! Addresses within the site, relative to the page that they stand on, so that the site works under any base path.
