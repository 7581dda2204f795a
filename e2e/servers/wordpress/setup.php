<?php
// Makes the site of Exempelby: an editor for Torg, a citizen, and application passwords for both. Usage: setup.php SITE SOCKET
[, $site, $socket] = $argv;
(new mysqli(null, 'root', '', null, 0, $socket))->query('create database wordpress character set utf8mb4');
$_SERVER['HTTP_HOST'] = parse_url('http://127.0.0.1', PHP_URL_HOST);
define('WP_INSTALLING', true);
// Installing and commenting would send letters.
function wp_mail() { return true; }
require $site . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Exempelby kommun', 'admin', 'admin@example.com', true, '', 'a long password');
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
update_option('comment_previously_approved', 0);
update_option('moderation_keys', 'lotteri'); // a comment with this word waits for a yes
update_option('timezone_string', 'Europe/Stockholm');
flush_rewrite_rules();
wp_delete_post(1, true); // WordPress greets the world, and a stranger greets back
$told = ['url' => WP_HOME, 'users' => []];
foreach (['torg' => 'editor', 'ase' => 'subscriber'] as $name => $role) {
    $id = wp_insert_user([
        'user_login' => $name, 'user_pass' => 'a long password', 'user_email' => "$name@example.com", 'role' => $role,
        'display_name' => $name === 'ase' ? 'Åse Ågren' : 'Exempelby',
    ]);
    [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'Torg']);
    $told['users'][$name] = $password;
}
echo "\n", json_encode($told), "\n";
